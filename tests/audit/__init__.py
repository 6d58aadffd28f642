"""`make audit`: what readers meet, looked at in a real browser, page by page.

Each module is one kind of check: a function that takes an open page and returns findings. `walks` puts them together
for one page, `__main__` runs them over a whole site and writes down what was found.
"""

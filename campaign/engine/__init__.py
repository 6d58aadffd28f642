"""Rendering and building fast: one page as a pure function, what is kept between builds, several processes."""

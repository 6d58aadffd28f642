"""`python -m tests.audit`: what `make audit` runs."""

import sys

from tests.audit.run import main

if __name__ == "__main__":
    sys.exit(main())

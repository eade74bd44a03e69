"""`python -m screening`: the command line, with the Python that runs already."""

from screening.cli import main

main()

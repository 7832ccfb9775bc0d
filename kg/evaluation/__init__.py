"""How well the program reads, on gold documents: the graph of 海城.txt beside what a careful reader wrote.

Runs the whole pipeline; no part of the pipeline knows of it.  The measure is that of the gold's own score.py.
"""

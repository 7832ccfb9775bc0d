"""One module for each command of ``kg``: its arguments and the few lines that call the part which does the work.

``add`` puts the command into the parser, ``run`` runs it and returns the exit code: ``kg build 海城.txt -o outputs``
is ``kg.commands.build``.
"""

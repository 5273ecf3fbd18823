python3 -m venv .venv           # a private copy of Python in the folder .venv
source .venv/bin/activate       # this terminal now uses that copy
python summarise.py orders.csv totals.csv
pip freeze > requirements.txt   # write down what is installed (nothing yet)

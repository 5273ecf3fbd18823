git init -b main                            # once per project
printf '%s\n' '.venv/' '*.csv' > .gitignore # what Git must never pick up
git add .gitignore summarise.py
git commit -m "Total the orders per city"

git switch -c skip-refunds                  # a branch: your own line of work
# … edit summarise.py …
git diff                                    # look at every changed line first
git commit -am "Leave refunds out of the totals" || echo "nothing changed yet"
git log --oneline --graph --all

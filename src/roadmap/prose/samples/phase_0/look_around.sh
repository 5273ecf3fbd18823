pwd                                     # where am I?
ls -lh                                  # what is here, and how large?
head -n 3 orders.csv                    # the first three lines of a file
wc -l < orders.csv                      # how many lines it has

# Which cities order most? Skip the header, keep column 2, sort, count, sort by count.
tail -n +2 orders.csv | cut -d, -f2 | sort | uniq -c | sort -rn

# Keep the answer, and keep errors apart from it.
grep 'Lisbon' orders.csv > lisbon.csv 2> problems.txt

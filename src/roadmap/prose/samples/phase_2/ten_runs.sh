for depth in 1 2 3 4 6; do
  for trees in 25 200; do
    python track.py --max-depth "$depth" --n-estimators "$trees"
  done
done

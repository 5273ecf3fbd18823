# A good question …
curl --silent --show-error http://127.0.0.1:8000/predict \
  --header 'Content-Type: application/json' \
  --data '{"sepal_length_cm": 5.9, "sepal_width_cm": 3.0, "petal_length_cm": 5.1, "petal_width_cm": 1.8}'
echo
# … and a bad one, of which we only want the status: 422.
curl --silent --output /dev/null --write-out '%{http_code}\n' http://127.0.0.1:8000/predict \
  --header 'Content-Type: application/json' \
  --data '{"sepal_length_cm": "long"}'

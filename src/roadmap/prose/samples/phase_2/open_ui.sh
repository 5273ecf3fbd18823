mlflow ui --backend-store-uri sqlite:///mlflow.db --port 5000

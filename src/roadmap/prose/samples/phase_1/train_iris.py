"""Train and judge a random forest on Iris."""
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import cross_val_score, train_test_split

flowers = load_iris()
X_train, X_test, y_train, y_test = train_test_split(
    flowers.data, flowers.target, test_size=0.2, stratify=flowers.target, random_state=42
)

model = RandomForestClassifier(n_estimators=100, random_state=42)
scores = cross_val_score(model, X_train, y_train, cv=5)
print(f"5-fold accuracy on the training rows: {scores.mean():.3f} ± {scores.std():.3f}")

model.fit(X_train, y_train)
predicted = model.predict(X_test)
print(classification_report(y_test, predicted, target_names=flowers.target_names))
for name, share in zip(flowers.feature_names, model.feature_importances_):
    print(f"{name:<18} {share:.2f}")

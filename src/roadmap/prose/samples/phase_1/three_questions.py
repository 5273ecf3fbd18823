"""One measurement table, three kinds of question."""
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import train_test_split

flowers = load_iris(as_frame=True)
X, species = flowers.data, flowers.target
width = X["petal width (cm)"]

# Classification: which of three names?
X_train, X_test, y_train, y_test = train_test_split(X, species, test_size=0.2, random_state=42, stratify=species)
classifier = RandomForestClassifier(random_state=42).fit(X_train, y_train)
print(f"right species for {classifier.score(X_test, y_test):.0%} of {len(X_test)} unseen flowers")

# Regression: how wide is a petal, given the other three measurements?
others = X.drop(columns="petal width (cm)")
X_train, X_test, y_train, y_test = train_test_split(others, width, test_size=0.2, random_state=42)
regressor = RandomForestRegressor(random_state=42).fit(X_train, y_train)
error_cm = abs(regressor.predict(X_test) - y_test).mean()
print(f"petal width off by {error_cm:.2f} cm on average")

# Clustering: which flowers belong together? The species are never shown.
clusters = KMeans(n_clusters=3, n_init=10, random_state=42).fit_predict(X)
print(f"agreement of three clusters with the species: {adjusted_rand_score(species, clusters):.2f} (1 is perfect, 0 is chance)")

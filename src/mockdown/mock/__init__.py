"""The mock server: a description served with state, by our own middlewares over Connexion."""

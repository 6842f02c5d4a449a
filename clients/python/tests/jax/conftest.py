import os

# Before anything imports Keras.
os.environ["KERAS_BACKEND"] = "jax"

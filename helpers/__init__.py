"""What a notebook of this course imports: data, images and plots.

An answer may use whatever can be imported here, as it may use numpy: `activations.sigmoid(z)[0]` is
a right answer to an exercise that asks for the sigmoid. No whole training is among it.
"""

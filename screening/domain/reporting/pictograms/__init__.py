"""Exercise figures: a body placed by joint angles, drawn as SVG. Poses are data: rules/exercises/figures."""

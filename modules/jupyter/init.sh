# Jupyter's server and its Python kernel.

install_packages apt:jupyter-notebook rpm:python3-notebook

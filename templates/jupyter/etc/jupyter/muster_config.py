# Read by the notebook server when it starts.
c = get_config()  # noqa: F821

with open("{{root}}/etc/jupyter/token", encoding="ascii") as file:
    token = file.read().strip()

c.NotebookApp.token = token
c.NotebookApp.ip = "{{MUSTER_ADDRESS}}"
c.NotebookApp.port = 8888
c.NotebookApp.port_retries = 0
c.NotebookApp.open_browser = False
c.NotebookApp.notebook_dir = "{{root}}/root/notebooks"

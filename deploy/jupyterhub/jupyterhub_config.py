"""A JupyterHub for one course on one machine, whose users are users of the system.

docs/jupyterhub.md says how to set it up and what to change elsewhere. Start it as root in this
folder: `jupyterhub`.
"""

from pathlib import Path

INSTRUCTORS = {"instructor"}  # their home holds the course, in the folder `course`
HERE = Path(__file__).resolve().parent

c = get_config()

c.JupyterHub.authenticator_class = "pam"
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
# Whoever can log in to this machine may use the hub.
c.Authenticator.allow_all = True

c.Spawner.default_url = "/lab"
c.Spawner.notebook_dir = "~"


def config_path(spawner):
    """The settings of a user's server: those of the role, then those of everybody."""
    role = "instructor" if spawner.user.name in INSTRUCTORS else "student"
    return f"{HERE / role}:{HERE / 'everybody'}"


# What a user sees is decided here; what one may read, by the system's rights on the files.
c.Spawner.environment = {"JUPYTER_CONFIG_PATH": config_path}

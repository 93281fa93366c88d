"""What pyproject.toml cannot say: the wheel carries the catalogues, which stand at the top of the repository.

Django looks for an app's translations in the app's own ``locale`` folder.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["exemplars*", "nominations*"]), "exemplars.locale"],
    package_dir={"exemplars.locale": "locale"},
    package_data={
        "": ["templates/**/*", "static/**/*", "data/*", "*.docx"],
        "exemplars.locale": ["*/LC_MESSAGES/*.mo"],
    },
    include_package_data=False,
)

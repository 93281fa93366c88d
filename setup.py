"""What pyproject.toml cannot say: the wheel carries catalogues and styles that stand elsewhere in the repository.

Django looks for an app's translations in the app's own ``locale`` folder, and for its styles in ``static``.
"""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["exemplars*", "nominations*"]),
        "exemplars.locale",
        "exemplars.static",
    ],
    package_dir={"exemplars.locale": "locale", "exemplars.static": "site/static"},
    package_data={
        "": ["templates/**/*", "static/**/*", "data/*", "*.docx"],
        "exemplars.locale": ["*/LC_MESSAGES/*.mo"],
        "exemplars.static": ["**/*"],
    },
    include_package_data=False,
)

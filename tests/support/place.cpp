// The support library may be empty on a first build; what several tests share goes beside this file.

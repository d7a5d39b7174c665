-- A user's project is kept as it is said, as by Keystone, also while no project has that id: it grants nothing.

alter table users drop constraint users_default_project_fkey;

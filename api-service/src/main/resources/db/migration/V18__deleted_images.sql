-- Whether an image was deleted so long ago that its name is forgotten. By itself, since it keeps all readers out, and is done at once.

alter table images add column forgotten boolean not null default false;

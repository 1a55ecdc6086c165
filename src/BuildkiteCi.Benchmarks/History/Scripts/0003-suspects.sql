ALTER TABLE alerts ADD COLUMN suspects text NOT NULL DEFAULT '[]';

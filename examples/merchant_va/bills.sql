CREATE TABLE bill (number TEXT PRIMARY KEY, name TEXT NOT NULL, amount TEXT NOT NULL, expires TEXT, paid TEXT);
CREATE TABLE answer (claim TEXT PRIMARY KEY, body TEXT NOT NULL);
INSERT INTO bill VALUES
    ('08889912345', 'Siti Aminah', '12345678', NULL, NULL),
    ('08889912346', 'Siti Aminah', '12345678', NULL, 'last month'),
    ('08889912347', 'Siti Aminah', '12345678', '2020-12-31', NULL),
    ('1234567890', 'Budi Santoso', '10000', NULL, NULL),
    ('1234567891', 'Budi Santoso', '10000', NULL, 'last month'),
    ('1234567892', 'Budi Santoso', '10000', '2020-12-31', NULL),
    ('1234567893', 'Budi Santoso', 'ten thousand', NULL, NULL);

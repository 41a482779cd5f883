INSERT INTO product SELECT x, 'product ' || x, 100 + 7 * x FROM SYSTEM_RANGE(1, 1000);

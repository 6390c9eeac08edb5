"""A small published warehouse with questions placed at a few contact points."""

from pathlib import Path

import duckdb

_TABLES = """
create schema marts;
create table marts.question_placements as
select
    *, timestamp '2026-10-31 04:00:00' as computed_at,
    timestamp '2026-11-02 04:00:00' as valid_until_at
from (values
    ('c1', 'web', 'login', '1001', 1, 'q_shoe_size', 'number', 'fr', 'Chaussez-vous bien du 43 ?',
        'Do you take shoes of size 43?', 'any', '43', 'It is older than five years.'),
    ('c1', 'web', 'login', '1001', 2, 'q_postcode', 'text', 'fr', 'Quel est votre code postal ?',
        'What is your postcode?', null, null, 'It is not known.'),
    ('c1', 'web', 'cookie', 'cookie-1', 1, 'q_shoe_size', 'number', 'fr',
        'Quelle est votre pointure ?', 'What is your shoe size?', 'running-shoes', null, null),
    ('c2', 'web', 'login', '1002', 1, 'q_gift_buying', 'choice', 'en', 'Des cadeaux ?', 'Gifts?',
        'any', null, 'It is not known.'),
    ('c3', 'email', 'email', 'zoe@example.org', 1, 'q_gift_buying', 'choice', 'fr',
        'Des cadeaux ?', 'Gifts?', 'any', null, 'It is not known.')
) as placed (
    customer_id, channel, contact_point_type, contact_point, rank, question_id, answer_type,
    language, text_fr, text_en, context, assumed_value, reason
);
create table marts.answers_offered as
select * from (values
    ('q_shoe_size', '43', 2, '43', '43'),
    ('q_shoe_size', '42', 1, '42', '42'),
    ('q_gift_buying', 'oui', 1, 'oui', 'yes'),
    ('q_gift_buying', 'non', 2, 'non', 'no')
) as offered (question_id, option_value, position, text_fr, text_en);
"""


def publish_placements(file: Path) -> None:
    """Write the warehouse to a file that is not there yet."""
    with duckdb.connect(str(file)) as connection:
        connection.execute(_TABLES)

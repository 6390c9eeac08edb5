-- What the standings were made of is not needed any more, and leaves its memory to the portions.
drop table asks;
drop table paces;
drop table known_attributes;
drop table customer_guesses;
drop table assumptions;
drop table customer_situations;
drop table facts;
drop table facts_apart;
drop table customer_states;
drop table known_masks;
drop table answered_masks;
drop table condition_masks;
drop table customer_contexts;
drop table context_masks;
drop table sure_masks;

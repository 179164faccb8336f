import type { MigrationInterface } from 'typeorm';
import { First1790000000001 } from './0001-first.ts';
import { Draws1790000000002 } from './0002-draws.ts';
import { Institutions1790000000003 } from './0003-institutions.ts';
import { Evaluation1790000000004 } from './0004-evaluation.ts';
import { Choices1790000000005 } from './0005-choices.ts';
import { Nomination1790000000006 } from './0006-nomination.ts';
import { Campaigns1790000000007 } from './0007-campaigns.ts';
import { Publicity1790000000008 } from './0008-publicity.ts';
import { Membership1790000000009 } from './0009-membership.ts';
import { Invited1790000000010 } from './0010-invited.ts';
import { OfficialAccount1790000000011 } from './0011-official-account.ts';
import { Cards1790000000012 } from './0012-cards.ts';
import { Ladder1790000000013 } from './0013-ladder.ts';
import { Tokens1790000000014 } from './0014-tokens.ts';
import { Becoming1790000000015 } from './0015-becoming.ts';
import { AccountPhone1790000000016 } from './0016-account-phone.ts';
import { Pictures1790000000017 } from './0017-pictures.ts';

/** In the order they run; numbered, forward only, one file for every dialect. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  First1790000000001,
  Draws1790000000002,
  Institutions1790000000003,
  Evaluation1790000000004,
  Choices1790000000005,
  Nomination1790000000006,
  Campaigns1790000000007,
  Publicity1790000000008,
  Membership1790000000009,
  Invited1790000000010,
  OfficialAccount1790000000011,
  Cards1790000000012,
  Ladder1790000000013,
  Tokens1790000000014,
  Becoming1790000000015,
  AccountPhone1790000000016,
  Pictures1790000000017,
];

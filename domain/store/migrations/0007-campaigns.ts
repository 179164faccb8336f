import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTable,
  day,
  id,
  int,
  json,
  key,
  long,
  maybe,
  str,
  time,
  type AnyTable,
} from '../columns.ts';

const CAMPAIGN: AnyTable = {
  name: 'campaign',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    title: str(200),
    text: long(),
    opensAt: time(),
    closesAt: time(),
    cutOffDay: day(),
    channels: json(),
    headcount: int(),
    quotas: json(),
    state: str(12),
    placements: json(),
    publishedAt: maybe(time()),
    announcedAt: maybe(time()),
    version: int(),
    createdAt: time(),
  },
  indices: [{ name: 'campaign_state', columns: ['bureau', 'roster', 'state'] }],
};

const UNIT_LETTER: AnyTable = {
  name: 'unit_letter',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    campaign: maybe(id()),
    unit: str(200),
    contact: long(),
    sentOn: day(),
    answerBy: time(),
    answeredOn: maybe(day()),
    answer: maybe(long()),
    scans: json(),
    createdAt: time(),
  },
  indices: [
    { name: 'unit_letter_campaign', columns: ['bureau', 'campaign'] },
    { name: 'unit_letter_open', columns: ['bureau', 'answeredOn', 'answerBy'] },
  ],
};

const INVITATION: AnyTable = {
  name: 'invitation',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    person: id(),
    category: maybe(str(40)),
    sealed: long(),
    proposedBy: str(36),
    approvedBy: maybe(str(36)),
    validUntil: maybe(time()),
    answerBy: maybe(time()),
    terms: maybe(json()),
    state: str(10),
    source: maybe(str(10)),
    answer: maybe(long()),
    scans: json(),
    version: int(),
    createdAt: time(),
  },
  indices: [
    { name: 'invitation_person', columns: ['bureau', 'person', 'state'] },
    { name: 'invitation_state', columns: ['bureau', 'state', 'validUntil'] },
  ],
};

/** Calls, letters to units and invitations (GP-5, GP-6.1, ZJ-7). */
export class Campaigns1790000000007 implements MigrationInterface {
  readonly name = 'Campaigns1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, CAMPAIGN);
    await createTable(runner, UNIT_LETTER);
    await createTable(runner, INVITATION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(INVITATION.name);
    await runner.dropTable(UNIT_LETTER.name);
    await runner.dropTable(CAMPAIGN.name);
  }
}

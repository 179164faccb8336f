import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, day, id, int, json, key, long, maybe, str, time } from '../columns.ts';
import type { AnyTable } from '../columns.ts';

const TABLES: readonly AnyTable[] = [
  {
    name: 'work',
    columns: {
      id: key(id()),
      number: str(30),
      status: str(10),
      sheet: long(),
      lastDay: day(),
      dueAt: time(),
      startedAt: maybe(time()),
      closedAt: maybe(time()),
      closedBy: maybe(id()),
    },
    indices: [{ name: 'work_status', columns: ['bureau', 'status', 'dueAt'] }],
  },
  {
    name: 'work_attendance',
    columns: {
      id: key(id()),
      invitation: id(),
      task: id(),
      person: id(),
      day: day(),
      kind: str(10),
      at: time(),
      oath: maybe(str(10)),
      declared: int(),
      told: maybe(str(10)),
      affected: int(),
      words: maybe(long()),
    },
    indices: [
      {
        name: 'work_attendance_day',
        columns: ['bureau', 'invitation', 'day', 'kind'],
        unique: true,
      },
      { name: 'work_attendance_task', columns: ['bureau', 'task'] },
      { name: 'work_attendance_person', columns: ['bureau', 'person'] },
    ],
  },
  {
    name: 'work_round',
    columns: {
      id: key(id()),
      task: id(),
      number: str(30),
      count: int(),
      way: str(10),
      dueAt: time(),
      voters: json(),
      status: str(10),
      words: long(),
      tally: maybe(json()),
      verdict: maybe(str(10)),
      openedAt: time(),
      countedAt: maybe(time()),
      replaces: maybe(id()),
    },
    indices: [
      { name: 'work_round_task', columns: ['bureau', 'task', 'count'], unique: true },
      { name: 'work_round_status', columns: ['bureau', 'status', 'dueAt'] },
    ],
  },
  {
    name: 'work_opinion',
    columns: {
      id: key(id()),
      round: id(),
      task: id(),
      person: id(),
      way: str(10),
      said: long(),
      at: time(),
      signedAt: maybe(time()),
      voidAt: maybe(time()),
      dissent: maybe(long()),
    },
    indices: [
      { name: 'work_opinion_once', columns: ['bureau', 'round', 'person'], unique: true },
      { name: 'work_opinion_task', columns: ['bureau', 'task'] },
      { name: 'work_opinion_person', columns: ['bureau', 'person'] },
    ],
  },
  {
    name: 'work_fee',
    columns: { id: key(id()), task: id(), person: id(), days: int(), sealed: long() },
    indices: [{ name: 'work_fee_task', columns: ['bureau', 'task'] }],
  },
  {
    name: 'work_evaluation',
    columns: {
      id: key(id()),
      task: id(),
      number: str(30),
      person: id(),
      words: long(),
      evaluatedBy: id(),
      evaluatedAt: time(),
      signedBy: maybe(id()),
      signedAt: maybe(time()),
    },
    indices: [
      { name: 'work_evaluation_once', columns: ['bureau', 'task', 'person'], unique: true },
      { name: 'work_evaluation_person', columns: ['bureau', 'person'] },
    ],
  },
  {
    name: 'form_link',
    columns: {
      id: key(id()),
      print: str(64),
      kind: str(20),
      person: id(),
      subject: id(),
      validUntil: time(),
      createdAt: time(),
      startedAt: maybe(time()),
      holder: maybe(str(64)),
      endedAt: maybe(time()),
    },
    indices: [
      { name: 'form_link_print', columns: ['bureau', 'print'], unique: true },
      { name: 'form_link_person', columns: ['bureau', 'person', 'kind'] },
    ],
  },
];

/** At work, deliberation, fees and evaluation; one-time pages. */
export class Evaluation1790000000004 implements MigrationInterface {
  readonly name = 'Evaluation1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table.name);
  }
}

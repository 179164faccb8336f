import type { JSX } from 'preact';
import { membership, ROSTER_WORDS, type Day } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { defineFile } from '../page.ts';
import { fillPaper } from '../papers/index.ts';
import { Form, TextField } from '../ui/form.tsx';
import { DayText, Facts, Fold, Notice, Section } from '../ui/parts.tsx';
import { z } from 'zod';
import { DOCX } from './draw-papers.ts';
import { OFFICE_ROLES } from './roles.ts';

interface LetterProps {
  readonly term: membership.Term;
  readonly letter: membership.Letter | null;
  readonly works: boolean;
}

/** 聘书: its printed days beside the computed ones, the print, and the day it was handed over (C-08). */
export const LetterSection = ({ term, letter, works }: LetterProps): JSX.Element | null =>
  term.letterNumber === null ? null : (
    <Section title="聘书" id="letter">
      <Facts
        facts={[
          ['聘书编号', term.letterNumber],
          ['系统算出的聘期', <Days key="computed" from={term.startsOn} to={term.lastDay} />],
          [
            '聘书上的聘期',
            letter === null ? (
              '还没有核对'
            ) : (
              <Days key="printed" from={letter.printedFrom} to={letter.printedTo} />
            ),
          ],
          ['打印', letter?.printedAt == null ? '还没有打印' : <DayText day={letter.printedAt} />],
          ['发放', letter?.handedOn == null ? '还没有发放' : <DayText day={letter.handedOn} />],
        ]}
      />
      {term.status === 'active' ? null : (
        <Notice tone="info">
          <p>聘任已经结束，聘书已失效；扫聘书上的二维码会显示“已失效”。</p>
        </Notice>
      )}
      {works && term.status === 'active' ? <Steps term={term} letter={letter} /> : null}
    </Section>
  );

const Days = ({
  from,
  to,
}: {
  readonly from: Day | null;
  readonly to: Day | null;
}): JSX.Element => (
  <>
    <DayText day={from} />至<DayText day={to} />
  </>
);

const Steps = ({ term, letter }: Omit<LetterProps, 'works'>): JSX.Element => (
  <>
    {letter === null ? <ConfirmForm term={term} letter={null} /> : null}
    {letter === null ? null : (
      <p>
        <a href={`/members/${term.id}/letter`}>打印聘书（Word）</a>
        ，打印后盖章；聘书上有核对用的二维码。
      </p>
    )}
    {letter?.printedAt != null && letter.handedOn === null ? (
      <Form name="hand-over" submit="登记发放">
        <TextField name="on" label="发放日期" type="date" width="short" />
      </Form>
    ) : null}
    {letter !== null && letter.handedOn === null ? (
      <Fold title="改聘书上的聘期" form="confirm-printed">
        <ConfirmForm term={term} letter={letter} />
      </Fold>
    ) : null}
  </>
);

const ConfirmForm = ({ term, letter }: Omit<LetterProps, 'works'>): JSX.Element => (
  <Form name="confirm-printed" submit="确认聘书上的聘期" tone={letter === null ? 'main' : 'plain'}>
    <TextField
      name="from"
      label="聘书上从哪天"
      type="date"
      width="short"
      value={letter?.printedFrom ?? term.startsOn}
    />
    <TextField
      name="to"
      label="聘书上到哪天"
      type="date"
      width="short"
      value={letter?.printedTo ?? term.lastDay}
    />
    <TextField
      name="reason"
      label="与系统算出的不一样时的原因"
      required={false}
      width="long"
      example="与同批人员统一聘期"
    />
  </Form>
);

/** The leader takes somebody out of the pool for good: rarely, so it is folded away (ZJ-18a). */
export const RemovalFold = ({ term, name }: RemovalProps): JSX.Element => (
  <Fold title="移出专家库" form="bar">
    <Notice tone="bad">
      <p>移出后马上生效，不能撤销：</p>
      <ul>
        <li>{name}不再参加抽取，已接受的任务由系统安排递补；</li>
        <li>今后换电话、换微信都不能再申报或被邀请入库，按身份证号识别；</li>
        <li>本人会收到通知，通知里写明下面填的事由。</li>
      </ul>
      <p>只是聘期到了、工作变动或者本人不想参加的，不用移出。</p>
    </Notice>
    <Form name="bar" submit="移出，今后不得再申报" tone="danger" which={term.id}>
      <TextField
        name="ground"
        label="事由（本人会看到）"
        width="long"
        example="擅自对外透露检查对象"
      />
      <TextField
        name="reason"
        label="为什么这样决定（留档）"
        width="long"
        example="已谈话核实，情节较重，与所造成的后果相当"
      />
    </Form>
  </Fold>
);

interface RemovalProps {
  readonly term: membership.Term;
  readonly name: string;
}

const POSTS: Readonly<Record<membership.Term['roster'], string>> = {
  supervisors: '医疗保障基金社会监督员',
  experts: '医保基金监管执法专家库专家',
};

/** The letter as a Word file; who printed it stays on record. */
export const letterFile = defineFile({
  path: '/members/:term/letter',
  roles: OFFICE_ROLES,
  query: z.object({ term: recordId }),
  load: async (visit, { term: id }) => {
    const found = await visit.ask(membership.oneMember, { term: id });
    if (found?.letter == null) return null;
    const { term, letter, name } = found;
    const printed = await visit.perform(membership.printLetter, { term: id });
    if (printed.kind !== 'done') return null;
    const code = await visit.within((tx) => Promise.resolve(membership.letterCode(tx, id)));
    const bytes = await fillPaper('appointment-letter', {
      bureau: visit.bureauName,
      number: letter.number,
      name,
      post: `${visit.bureauName.replace(/(?:医疗保障|医保)(?:分)?局$/, '')}${POSTS[term.roster]}`,
      from: letter.printedFrom,
      to: letter.printedTo,
      day: term.startsOn ?? letter.printedFrom,
      address: `${visit.app.publicUrl ?? ''}/letter/${code}`,
    });
    return {
      bytes,
      type: DOCX,
      name: `聘书-${letter.number}-${ROSTER_WORDS[term.roster].member}.docx`,
    };
  },
});

import { z } from 'zod';
import { institutions } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form } from '../ui/form.tsx';
import { Facts, Fold, Section } from '../ui/parts.tsx';
import { InstitutionFields, institutionShape } from './institution-form.tsx';
import { READING_ROLES } from './roles.ts';

export const institutionPage = definePage({
  path: '/institutions/:institution',
  roles: READING_ROLES,
  query: z.object({ institution: recordId }),
  load: (visit, query) => visit.ask(institutions.oneInstitution, query),
  title: ({ name }) => name,
  view: (one, _query, { account }) => (
    <>
      <p class="crumbs">
        <a href="/institutions">返回机构列表</a>
      </p>
      <Section title="基本情况">
        <Facts
          facts={[
            ['名称', one.name],
            ['俗称', one.popularNames.join('、')],
            ['曾用名', one.formerNames.join('、')],
            ['类别', institutions.INSTITUTION_KIND_WORDS[one.kind]],
            ['统一社会信用代码', one.creditCode],
            ['所属法人', one.legalEntity],
            ['所属集团或医共体', one.group],
            ['地区', one.area],
          ]}
        />
      </Section>
      {account.roles.some((role) => ['clerk', 'sectionHead', 'leader'].includes(role)) ? (
        <Fold title="更正" form="correct">
          <Form name="correct" submit="保存更正" hidden={{ version: String(one.version) }}>
            <InstitutionFields known={one} />
          </Form>
        </Fold>
      ) : null}
    </>
  ),
  actions: (form) => ({
    correct: form(
      institutionShape.extend({ version: z.coerce.number().int() }),
      (visit, { version, ...details }, { institution }) =>
        visit.settle(
          institutions.correctInstitution,
          { institution, version, details },
          { to: `/institutions/${institution}`, say: '更正已保存。' },
        ),
    ),
  }),
});

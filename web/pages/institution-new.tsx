import { institutions } from '../../domain/index.ts';
import { nothing } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form } from '../ui/form.tsx';
import { InstitutionFields, institutionShape } from './institution-form.tsx';

export const newInstitutionPage = definePage({
  path: '/institutions/new',
  title: '登记机构',
  roles: ['clerk', 'sectionHead', 'leader'],
  query: nothing,
  load: () => Promise.resolve({}),
  view: () => (
    <>
      <p class="crumbs">
        <a href="/institutions">返回机构列表</a>
      </p>
      <div class="card">
        <Form name="register" submit="登记">
          <InstitutionFields />
        </Form>
      </div>
    </>
  ),
  actions: (form) => ({
    register: form(institutionShape, (visit, details) =>
      visit.settle(
        institutions.registerInstitution,
        { details },
        { to: '/institutions', say: `已登记${details.name}。` },
      ),
    ),
  }),
});

import { createRouter, createWebHashHistory, createWebHistory } from 'vue-router'
import { catalogue } from '../src/catalogue.ts'
import { modeOfPage } from '../src/routes.ts'
import GroupView from './GroupView.vue'
import HomeView from './HomeView.vue'

const base = '/vue/'

export const router = createRouter({
  history: modeOfPage() === 'hash' ? createWebHashHistory(base) : createWebHistory(base),
  routes: [
    ...catalogue.map((group) => ({ path: `/${group.id}`, component: GroupView, props: { group }, meta: { group } })),
    { path: '/:rest(.*)*', component: HomeView },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})

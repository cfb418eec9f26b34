export { ethicsErrors } from "../errors.ts"; export const ethicsRoutes = {};

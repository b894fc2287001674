export { PermissionPolicyModule } from './permission-policy.module.js';

export { TourGuide, type TourStep } from './guide.tsx';

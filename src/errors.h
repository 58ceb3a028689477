/*
 * errors.h
 *	  The SQLSTATE class KR: one line per refusal.  The README's table explains them to users.
 */
#ifndef CREDITS_ERRORS_H
#define CREDITS_ERRORS_H

#define ERRCODE_INSUFFICIENT_CREDITS MAKE_SQLSTATE('K', 'R', '0', '0', '1')
#define ERRCODE_CAP_REACHED MAKE_SQLSTATE('K', 'R', '0', '0', '2')
#define ERRCODE_IDEMPOTENCY_MISMATCH MAKE_SQLSTATE('K', 'R', '0', '0', '3')
#define ERRCODE_HOLD_NOT_OPEN MAKE_SQLSTATE('K', 'R', '0', '0', '4')
#define ERRCODE_HOLD_EXPIRED MAKE_SQLSTATE('K', 'R', '0', '0', '5')
#define ERRCODE_ACCOUNT_SUSPENDED MAKE_SQLSTATE('K', 'R', '0', '0', '6')
#define ERRCODE_ACCOUNT_FROZEN MAKE_SQLSTATE('K', 'R', '0', '0', '7')
#define ERRCODE_PERIOD_CLOSED MAKE_SQLSTATE('K', 'R', '0', '0', '8')
#define ERRCODE_LIMIT_REACHED MAKE_SQLSTATE('K', 'R', '0', '0', '9')
#define ERRCODE_NOT_FOUND MAKE_SQLSTATE('K', 'R', '0', '1', '0')
#define ERRCODE_APPEND_ONLY MAKE_SQLSTATE('K', 'R', '0', '1', '1')
#define ERRCODE_NOT_PERMITTED MAKE_SQLSTATE('K', 'R', '0', '1', '2')
#define ERRCODE_MINIMUM_NOT_MET MAKE_SQLSTATE('K', 'R', '0', '1', '3')
#define ERRCODE_NOT_INITIALIZED MAKE_SQLSTATE('K', 'R', '0', '1', '4')
#define ERRCODE_WRONG_STATE MAKE_SQLSTATE('K', 'R', '0', '1', '5')
#define ERRCODE_NOT_FOR_SALE MAKE_SQLSTATE('K', 'R', '0', '1', '6')
#define ERRCODE_NOT_REFUNDABLE MAKE_SQLSTATE('K', 'R', '0', '1', '7')
#define ERRCODE_REFERRAL_REFUSED MAKE_SQLSTATE('K', 'R', '0', '1', '8')

#endif							/* CREDITS_ERRORS_H */

/*
 * bonus.h
 *	  What is given with deposits, and taken back with them.
 */
#ifndef CREDITS_BONUS_H
#define CREDITS_BONUS_H

#include "deposit.h"
#include "posting.h"

/* A row of credits.bonus, and how much it gives with a deposit */
typedef struct
{
	bool		given;			/* there is such a row, and the deposit earns it */
	amount128	amount;
	const char *class;
	bool		has_lifetime;
	Interval	lifetime;
	Interval	wait;
	bool		adds_up;
	bool		has_most_times;
	int			most_times;
} Bonus;

/* What a deposit earns, and for whom */
typedef struct
{
	Bonus		first_topup;
	Bonus		referee;
	Bonus		referrer;
	int64		account_id;		/* of the payer who was referred */
	int64		deposit_id;
	int64		referral_id;	/* that is rewarded; 0: none */
	int64		referrer_id;	/* who is given something; 0: nobody */
	int64		referrer_bucket;	/* 0: none */
} BonusGift;

/* Lock the payer, and who has referred it, in the order of their ids */
extern void bonus_lock(Account *account);

/* Decide what a deposit earns that is being completed */
extern void bonus_find(const Account *account, const Deposit *deposit, BonusGift *gift);

/* Give it: to the payer, paid at `at`; to the referrer; and write what became of the referral */
extern void bonus_give(const Account *account, const Deposit *deposit, const BonusGift *gift,
					   TimestampTz at);
extern void bonus_give_referrer(BonusGift *gift, TimestampTz at);
extern void bonus_write(const BonusGift *gift);

/*
 * A deposit is taken back: what is left of the payer's bonuses goes in the same operation, what is
 * left of the referrer's in one of its own.  `before`: call it before, and after, the payer's
 * buckets are locked; it acts as the order of the ids wants it.
 */
extern void bonus_want(Posting *posting, int64 deposit_id);
extern void bonus_forfeit(Posting *posting, const Deposit *deposit);
extern void bonus_forfeit_referrer(const Account *account, const Deposit *deposit, bool before);
extern void bonus_restore_referrer(const Account *account, const Deposit *deposit, bool before);

/* The end of all that: the top-up of the referrer, if the deposit has rewarded one */
extern void bonus_check_topup(const Account *account, int64 deposit_id);

#endif							/* CREDITS_BONUS_H */

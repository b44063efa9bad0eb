"""Messages of Django and django-allauth that our catalogues translate again: theirs address readers as “usted”.

Nothing imports this; ``scripts/messages.py`` extracts the messages. Our catalogues take precedence over theirs.
"""

from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext_lazy

MESSAGES = (
    N_("You cannot remove your primary email address."),
    N_("The email address and/or password you specified are not correct."),
    N_("Please type your current password."),
    N_("You cannot add more than %d email addresses."),
    N_("Too many failed login attempts. Try again later."),
    N_("Your primary email address must be verified."),
    N_("Forgot your password?"),
    N_("Please reauthenticate to safeguard your account."),
    N_(
        'Please confirm that <a href="mailto:%(email)s">%(email)s</a> is an email address for '
        "user %(user_display)s."
    ),
    N_(
        "This email confirmation link expired or is invalid. Please <a "
        'href="%(email_url)s">issue a new email confirmation request</a>.'
    ),
    N_("If you have not created an account yet, then please %(link)ssign up%(end_link)s first."),
    N_("Are you sure you want to sign out?"),
    N_("You cannot remove your primary email address (%(email)s)."),
    N_("You have confirmed %(email)s."),
    N_("Successfully signed in as %(name)s."),
    N_("You have signed out."),
    N_(
        "Forgotten your password? Enter your email address below, and we'll send you an email "
        "allowing you to reset it."
    ),
    N_("Please contact us if you have any trouble resetting your password."),
    N_(
        "We have sent you an email. If you have not received it please check your spam folder. "
        "Otherwise contact us if you do not receive it in a few minutes."
    ),
    N_(
        "The password reset link was invalid, possibly because it has already been used.  Please "
        'request a <a href="%(passwd_reset_url)s">new password reset</a>.'
    ),
    N_("Your password is now changed."),
    N_("Enter your password:"),
    N_("Signup"),
    N_("Sign Up"),
    N_("Already have an account? Then please %(link)ssign in%(end_link)s."),
    N_("You are already logged in as %(user_display)s."),
    N_("Verify Your Email Address"),
    N_(
        "We have sent an email to you for verification. Follow the link provided to finalize the "
        "signup process. If you do not see the verification email in your main inbox, check your "
        "spam folder. Please contact us if you do not receive the verification email within a "
        "few minutes."
    ),
    N_("Please Confirm Your Email Address"),
    N_(
        "You're receiving this email because you or someone else has requested a password reset "
        "for your user account.\nIt can be safely ignored if you did not request a password "
        "reset. Click the link below to reset your password."
    ),
    N_(
        "You are receiving this email because you or someone else tried to signup for an\naccount "
        "using email address:\n\n%(email)s\n\nHowever, an account using that email address already "
        "exists.  In case you have\nforgotten about this, please use the password forgotten "
        "procedure to recover\nyour account:\n\n%(password_reset_url)s"
    ),
    N_(
        "You are receiving this email because you, or someone else, tried to access an account "
        "with email %(email)s. However, we do not have any record of such an account in our "
        "database."
    ),
    N_("If it was you, you can sign up for an account using the link below."),
    N_("This mail can be safely ignored if you did not initiate this action."),
    N_("Enter a valid URL."),
    N_("Enter a valid email address."),
    N_("Enter a valid date."),
    N_("Select a valid choice. That choice is not one of the available choices."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "n",
    ),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "n",
    ),
    N_("Your password can’t be too similar to your other personal information."),
    N_("Your password can’t be a commonly used password."),
    N_("Your password can’t be entirely numeric."),
)

class ByWeb:
    """Mixed in before a case of people who come over the web: the clock goes on."""

    @classmethod
    def _start_clock(cls):
        return None

    def log_in(self, user):
        user.sudo().password = user.login
        self.authenticate(user.login, user.login)

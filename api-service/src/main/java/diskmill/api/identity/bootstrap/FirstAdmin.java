package diskmill.api.identity.bootstrap;

/** The administrator that was made at the first start; the only time that the password is known. */
record FirstAdmin(String userName, String password, String project) {

    @Override
    public String toString() {
        return "FirstAdmin[%s, %s]".formatted(userName, project);
    }
}

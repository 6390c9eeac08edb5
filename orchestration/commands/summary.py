def execute():
    return 0

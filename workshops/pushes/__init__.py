"""What is pushed when something has changed: pieces of pages, beside the panels that show the same.

Services hand these to ``write.push``; here alone stand the names of templates and partials that a push
renders. A fragment reads what it needs after commit, once for all audiences.
"""

"""The pure core: answers, rules, assessment, plan and report views. Standard library only."""

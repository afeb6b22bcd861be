// Each test runs whole builds, which use more than one core by themselves.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]
